/** natural's Indonesian stemmer by its path: the package root would load four database clients. */
declare module 'natural/lib/natural/stemmers/indonesian/stemmer_id.js' {
  const stemmer: { stem(word: string): string; dictionary: readonly string[] };
  export default stemmer;
}
