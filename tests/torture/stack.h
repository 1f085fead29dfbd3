/*
 * The smallest stack that something can be switched on in: one component, one move.
 */
#ifndef TESTS_TORTURE_STACK_H
#define TESTS_TORTURE_STACK_H

/* Writes it there, or ends the test with 2. */
void stack_write(const char *path);

#endif
