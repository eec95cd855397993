import { beforeEach, describe, expect, it } from 'vitest';
import { createRowWindows, type RowWindow, type RowWindows, type WindowChange, type WindowPlace } from '../../../../src/panel/parts/grid/row-windows.ts';

/** A list elsewhere: keys are numbers, answers come when `answer` says so. */
function setup(keys: number[]) {
  const questions: { from: number; to: number; place: WindowPlace; resolve: (window: RowWindow<number>) => void; reject: (reason: unknown) => void }[] = [];
  const changes: WindowChange[] = [];
  const failures: unknown[] = [];
  const server = { keys, first: 0 };
  const windows: RowWindows<number> = createRowWindows<number>({
    load: (from, to, place) => new Promise((resolve, reject) => questions.push({ from, to, place, resolve, reject })),
    key: (row) => row,
    locate: (key) => Promise.resolve(server.keys.indexOf(key)),
    changed: (change) => changes.push(change),
    failed: (reason) => failures.push(reason),
  });
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return {
    windows,
    server,
    questions,
    changes,
    failures,
    /** Answers the oldest question as the list stands now. */
    async answer(): Promise<void> {
      const question = questions.shift();
      if (!question) throw new Error('nothing was asked');
      const from = Math.max(question.from, server.first);
      question.resolve({ total: server.keys.length, from, rows: server.keys.slice(from, question.to) });
      await settled();
    },
    /** The same by a list that minds where a window is to be. */
    async answerPlaced(): Promise<void> {
      const question = questions.shift();
      if (!question) throw new Error('nothing was asked');
      const { end, hold } = question.place;
      const total = server.keys.length;
      let { from, to } = question;
      const moved = hold === undefined ? undefined : hold.position - server.keys.indexOf(hold.key);
      if (moved !== undefined) [from, to] = [Math.max(0, from - moved), to - moved];
      if (end !== undefined && (total > to || total - end < from)) [from, to] = [Math.max(0, total - end), total];
      question.resolve({ total, from, rows: server.keys.slice(from, to), moved });
      await settled();
    },
    async fail(reason: string): Promise<void> {
      questions.shift()?.reject(new Error(reason));
      await settled();
    },
  };
}
const count = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => i + from);

describe('windows of rows', () => {
  let list: ReturnType<typeof setup>;
  beforeEach(async () => {
    list = setup(count(10_000));
    list.windows.show(0, 30, false);
    list.windows.renew();
    await list.answer();
  });

  it('asks for what is shown and a margin', () => {
    expect(list.windows.total).toBe(10_000);
    expect(list.windows.row(0)).toBe(0);
    expect(list.windows.row(29)).toBe(29);
    expect(list.questions).toEqual([]);
  });

  it('does not ask again for rows that are there', () => {
    list.windows.show(5, 35, false);
    expect(list.questions).toEqual([]);
  });

  it('has one question under way, and asks for the newest window after it', async () => {
    list.windows.show(1000, 1030, false);
    list.windows.show(2000, 2030, false);
    list.windows.show(3000, 3030, false);
    expect(list.questions).toHaveLength(1);
    await list.answer();
    list.windows.show(3000, 3030, false);
    expect(list.questions).toHaveLength(1);
    expect(list.questions[0]?.from).toBe(2960);
    await list.answer();
    expect(list.windows.row(3029)).toBe(3029);
  });

  it('keeps old rows until new ones are here', async () => {
    list.windows.renew();
    expect(list.windows.row(3)).toBe(3);
    await list.answer();
    expect(list.windows.row(3)).toBe(3);
  });

  it('chases the end of a flood before it shows it', async () => {
    list.windows.show(9970, 10_000, true);
    list.server.keys = count(12_000);
    await list.answer();
    expect(list.windows.total).toBe(10_000);
    await list.answer();
    expect(list.windows.total).toBe(12_000);
    expect(list.windows.row(11_999)).toBe(11_999);
  });

  it('finds the end of another list that is shorter', async () => {
    list.windows.show(5000, 5030, false);
    await list.answer();
    list.server.keys = count(100, 70_000);
    list.windows.restart();
    expect(list.windows.row(5000)).toBe(5000);
    await list.answer();
    await list.answer();
    expect(list.windows.total).toBe(100);
    expect(list.windows.row(99)).toBe(70_099);
    expect(list.changes.at(-1)?.restarted).toBe(true);
  });

  it('throws away the answer for an older list', async () => {
    list.windows.renew();
    list.windows.restart();
    const before = list.changes.length;
    await list.answer();
    expect(list.changes).toHaveLength(before);
    await list.answer();
    expect(list.changes.at(-1)).toEqual({ shift: 0, moved: null, restarted: true });
  });

  it('tells by how much rows moved when the oldest are dropped and positions stay', async () => {
    list.server.first = 25;
    list.windows.renew();
    await list.answer();
    expect(list.windows.first).toBe(25);
    expect(list.changes.at(-1)).toEqual({ shift: 25, moved: 0, restarted: false });
  });

  it('tells by how much rows moved when positions move', async () => {
    list.server.keys = count(10_000, 12);
    list.windows.renew();
    await list.answer();
    expect(list.changes.at(-1)).toEqual({ shift: 12, moved: 12, restarted: false });
    expect(list.windows.row(0)).toBe(12);
  });

  it('keeps its place when far more is dropped than it knows of', async () => {
    list.windows.show(5000, 5030, false);
    await list.answer();
    list.server.keys = count(10_000, 2000);
    list.windows.renew();
    await list.answer();
    await list.answer();
    expect(list.changes.at(-1)).toEqual({ shift: 2000, moved: 2000, restarted: false });
    expect(list.windows.row(3000)).toBe(5000);
  });

  it('goes to the first row when the rows that were seen are gone', async () => {
    list.windows.show(500, 530, false);
    await list.answer();
    list.server.keys = count(10_000, 2000);
    list.windows.renew();
    await list.answer();
    await list.answer();
    expect(list.changes.at(-1)?.shift).toBe(500);
    expect(list.windows.row(0)).toBe(2000);
  });

  describe('of a list that knows where the end is, and what was held', () => {
    it('shows the end of another list with the first answer, however long that is by then', async () => {
      list.windows.show(9970, 10_000, true);
      await list.answerPlaced();
      list.windows.restart();
      list.server.keys = count(600, 9400);
      await list.answerPlaced();
      expect([list.windows.total, list.windows.row(599)]).toEqual([600, 9999]);
      // Each answer has found more, before what is known.
      for (const total of [2000, 5000]) {
        list.server.keys = count(total, 10_000 - total);
        list.windows.renew();
        await list.answerPlaced();
        expect([list.windows.total, list.windows.row(total - 1), list.windows.row(total - 30)]).toEqual([total, 9999, 9970]);
        expect(list.questions).toEqual([]);
        // Rows before those of the answer are there: only nobody has asked for them.
        expect(list.windows.first).toBe(0);
      }
    });

    it('keeps its place with one question while far more is found before it than it knows of', async () => {
      list.windows.show(5000, 5030, false);
      await list.answerPlaced();
      list.server.keys = count(14_000, -4000);
      list.windows.renew();
      await list.answerPlaced();
      expect(list.questions).toEqual([]);
      expect(list.changes.at(-1)).toEqual({ shift: -4000, moved: -4000, restarted: false });
      expect(list.windows.row(9000)).toBe(5000);
    });

    it('comes to a row that it went to, wherever that stands by then', async () => {
      list.windows.show(7000, 7030, false, { key: 7010, position: 7010 });
      list.server.keys = count(12_000, -2000);
      await list.answerPlaced();
      expect(list.changes.at(-1)).toEqual({ shift: -2000, moved: -2000, restarted: false });
      expect(list.windows.row(9010)).toBe(7010);
    });
  });

  it('says that positions mean nothing any more when it follows the end of a list at its limit', async () => {
    list.windows.show(9970, 10_000, true);
    await list.answer();
    list.server.keys = count(10_000, 3000);
    list.windows.renew();
    await list.answer();
    expect(list.changes.at(-1)).toEqual({ shift: 0, moved: null, restarted: false });
    expect(list.windows.row(9999)).toBe(12_999);
  });

  it('keeps its place when older rows are found', async () => {
    list.server.keys = count(10_040, -40);
    list.windows.renew();
    await list.answer();
    expect(list.changes.at(-1)).toEqual({ shift: -40, moved: -40, restarted: false });
  });

  it('keeps nothing of what was cleared', async () => {
    list.server.keys = [77];
    list.windows.renew();
    await list.answer();
    await list.answer();
    expect([list.windows.total, list.windows.row(0), list.windows.row(1)]).toEqual([1, 77, undefined]);
  });

  it('says when a question fails, and asks again when told', async () => {
    list.windows.renew();
    await list.fail('no');
    expect(list.failures).toHaveLength(1);
    expect(list.questions).toEqual([]);
    list.windows.renew();
    await list.answer();
    expect(list.windows.row(3)).toBe(3);
  });

  it('is silent once stopped', async () => {
    list.windows.renew();
    const before = list.changes.length;
    list.windows.stop();
    await list.answer();
    expect(list.changes).toHaveLength(before);
  });

  it('does not keep rows for ever', async () => {
    for (let at = 0; at < 9000; at += 500) {
      list.windows.show(at, at + 30, false);
      if (list.questions.length > 0) await list.answer();
    }
    expect(list.windows.row(0)).toBeUndefined();
  });
});
