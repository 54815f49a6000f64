#ifndef SANDBOX_ORDER_H
#define SANDBOX_ORDER_H

#include <stdint.h>

/*
 * What the library tells the first process of a box, and what that answers.
 *
 *	library                       init, pid 1 of the box
 *	   |   order, a sealed file       |
 *	   |----------------------------->|  limits, then
 *	   |        READY, descriptors    |
 *	   |<-----------------------------|
 *	   |        FILTER, listener      |  from its child, under the filter
 *	   |<-----------------------------|
 *	   |          (the program runs)  |
 *	   |        ENDED, wait status    |
 *	   |<-----------------------------|  and all of the box dies with it
 *
 * Messages are packets of a socket that the program does not inherit.  The
 * order's file holds this struct, the filter, then strings: the folders to
 * report, the environment, the arguments, each ended by a NUL.
 */
enum order_message { ORDER_READY, ORDER_FILTER, ORDER_ENDED };

struct order_packet {
	uint32_t message; /* enum order_message */
	int32_t status;   /* of ENDED */
};

struct order {
	uint32_t n_filter; /* struct sock_filter */
	uint32_t n_dirs, n_env, n_argv;
	uint32_t uid;                    /* to become, 0: stays what it is */
	uint64_t cpu_s, file, processes; /* rlimits */
};
/* READY carries /proc and then the folders, in order. */
#define ORDER_MAX_DIRS 20

#endif
