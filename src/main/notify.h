#ifndef MAIN_NOTIFY_H
#define MAIN_NOTIFY_H

/* Tells the service manager, where there is one ($NOTIFY_SOCKET, sd_notify(3)):
   "READY=1", "STOPPING=1". */
void notify(const char *state);

#endif
