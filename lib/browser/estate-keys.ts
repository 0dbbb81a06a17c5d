/** Beginnings of query keys: the server fills the cache under them too. */
export const estateKeys = {
  summaries: ['estate'] as const,
  tables: ['table'] as const,
};
