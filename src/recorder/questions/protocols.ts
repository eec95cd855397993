/** Every protocol that a stream can be decoded as, by its name for people. */
import type { ProtocolMark } from '../../wire/protocol/decoded.ts';
import { plainQuestion } from './question.ts';

export const protocols = plainQuestion(async (): Promise<Pick<ProtocolMark, 'id' | 'name'>[]> => {
  const { DECODERS } = await import('../../core/decoders/decoders.ts');
  return DECODERS.map(({ id, name }) => ({ id, name }));
});
