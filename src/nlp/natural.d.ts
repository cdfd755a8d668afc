/** natural's Indonesian stemmer by its path: the package root would load four database clients. */
declare module 'natural/lib/natural/stemmers/indonesian/stemmer_id.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json' {
  const roots: string[];
  export default roots;
}
