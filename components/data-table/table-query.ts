/** The part of a TanStack query that a table needs; a `useQuery` or `useInfiniteQuery` result fits as it is. */
export interface TableQuery {
  /** undefined until there are rows, or an answer that says there are none */
  data: unknown
  isFetching: boolean
  isError: boolean
  error: unknown
  refetch: () => unknown
  hasNextPage?: boolean
  isFetchingNextPage?: boolean
  fetchNextPage?: () => unknown
}
