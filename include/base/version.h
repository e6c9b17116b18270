/* The version of the program, and the digest of the sources that shape its answers. */
#ifndef CHANCERY_BASE_VERSION_H
#define CHANCERY_BASE_VERSION_H

#define CHANCERY_VERSION "0.1.0"

/* CHANCERY_BUILD, 16 hexadecimal digits: made by the Makefile. */
#include "made/build.h"

#endif
