/* Descriptors: how many the system grants, and the connections that they are enough for.
 */
#ifndef CHANCERY_COMMANDS_DESCRIPTORS_H
#define CHANCERY_COMMANDS_DESCRIPTORS_H

/* Raises the soft limit to the hard one, and returns it. */
unsigned long descriptors_raise(void);

/* How many of the connections that are asked for fit under a limit, 1 at least: each
 * takes a descriptor, and so does each of `answers` threads for the data set, for the one
 * that replaces it, and a few for itself. */
unsigned descriptors_fit(unsigned long limit, unsigned connections, unsigned answers);

#endif
