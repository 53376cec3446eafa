// In tests there is no client bundle to keep server code out of.
export {}
