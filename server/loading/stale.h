/* Documents whose text is there and cannot be read: a mistake, and no withdrawal. What
 * was served of such a one is kept, and marked as stale. One thread: that of the load. */
#ifndef CHANCERY_LOADING_STALE_H
#define CHANCERY_LOADING_STALE_H

#include "internal.h"
#include "reading.h"

/* Where the reading failed by its text (FAULT_INPUT), or the text is empty and was not
 * before: reads the text of the earlier load instead, if there is one, and reports it.
 * The reading is as it was if there is none. FAULT_MEMORY, FAULT_STORE, FAULT_DATASET. */
CHECKED enum fault stale_recover(struct load *load, struct document_reading *reading,
                                 struct fault_detail *detail);

#endif
