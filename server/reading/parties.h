/* Parties: who wrote to whom, as a title has it.
 *
 * "Telegram From the Embassy in Jordan to the Department of State", "Mr. Adams to Mr.
 * Seward", "Memorandum by the Consul", "Letter to Mr. Wray". Articles before a party, a
 * place and date after it, and a receipt are left out. Slices are parts of the title;
 * empty where it does not say. Pure function, any thread. */
#ifndef CHANCERY_READING_PARTIES_H
#define CHANCERY_READING_PARTIES_H

#include "form.h"

struct parties {
    struct slice author, recipient;
};

struct parties parties_of(struct slice title, const struct form_words *words);

#endif
