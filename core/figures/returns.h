/*
 * Of what leaves each state of a Markov chain that loses some of it: the share that comes back.
 * Private to core/figures (and its tests).
 *
 * With G the matrix of steps and N = (I - G)^-1, that share is 1 - 1 / N(i,i): Finn's measure of
 * cycling needs no more of the inverse than this. It is found by eliminating all other states
 * without a subtraction (Grassmann, Taksar and Heyman 1985), so that it is good to the last digits
 * even where next to nothing is lost; all states share their eliminations by halves, in O(n^3).
 */
#ifndef CORE_FIGURES_RETURNS_H
#define CORE_FIGURES_RETURNS_H

#include <stdint.h>

/*
 * steps: [count][count] from row to column, none negative. lost: [count] what of a row goes nowhere;
 * a row and its loss add up to 1, and each state leads to a loss. Both are used up.
 * returns: [count], 0..1.
 */
void returns_find(double *steps, double *lost, uint32_t count, double *returns);

#endif
