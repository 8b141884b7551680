# An empty directory for the databases of one run.
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}/static")
