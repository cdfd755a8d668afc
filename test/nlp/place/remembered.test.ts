import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../../src/nlp/place/remembered.js';

describe('what is remembered of texts', () => {
  const looking = (most: number) => {
    const looked: string[] = [];
    const look = remembered((text: string) => {
      looked.push(text);
      return `seen ${text}`;
    }, most);
    return { look, looked };
  };

  it('looks at a text once while it is among the last few', () => {
    const { look, looked } = looking(2);
    expect(['a', 'a', 'b', 'a', 'b'].map(look)).toEqual([
      'seen a',
      'seen a',
      'seen b',
      'seen a',
      'seen b',
    ]);
    expect(looked).toEqual(['a', 'b']);
  });

  it('forgets the text that was asked for longest ago', () => {
    const { look, looked } = looking(2);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) look(text);
    expect(looked).toEqual(['a', 'b', 'c', 'b']);
  });
});
