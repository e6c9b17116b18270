/* The sandbox of the user: root switches to a user that has fewer rights. */
#include "sandbox.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

enum fault sandbox_find_user(struct sandbox_user *out, const char *name,
                             struct fault_detail *detail)
{
    *out = (struct sandbox_user){.name = NULL};
    if (!name)
        return FAULT_NONE;
    const struct passwd *found = getpwnam(name);
    if (!found)
        return fault_set(detail, FAULT_USAGE, "--user: there is no user \"%.60s\"", name);
    if (geteuid() != 0 && geteuid() != found->pw_uid)
        return fault_set(detail, FAULT_USAGE,
                         "--user: only root becomes another user; start as %.60s", name);
    *out = (struct sandbox_user){found->pw_uid, found->pw_gid, name};
    return FAULT_NONE;
}

static enum fault refused(const struct sandbox_user *user, struct fault_detail *detail)
{
    return fault_set(detail, FAULT_USAGE, "--user: the system does not let us become %s",
                     user->name);
}

enum fault sandbox_switch_user(const struct sandbox_user *user, const char *dataset,
                               struct fault_detail *detail)
{
    if (!user->name || geteuid() != 0)
        return FAULT_NONE;
    if (setgroups(0, NULL) != 0 || setresgid(user->group, user->group, user->group) ||
        setresuid(user->user, user->user, user->user))
        return refused(user, detail);
    if (user->user != 0 && setuid(0) == 0)
        return refused(user, detail);
    if (access(dataset, R_OK) != 0)
        return fault_set(detail, FAULT_DATASET, "%s cannot read %s: %s", user->name,
                         dataset, strerror(errno));
    return FAULT_NONE;
}
