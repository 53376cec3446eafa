// Tests have no client bundle that server code must be kept out of.
export {}
