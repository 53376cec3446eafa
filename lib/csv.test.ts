import { expect, test } from 'vitest'
import { csv } from './csv'

test('no cell is run by a spreadsheet, and numbers stay numbers', () => {
  const cells = ['=1+1', '@x', '＝1+1', '－1+cmd', '\n=1', '-1.5', 'plain']
  expect(
    csv(
      ['a'],
      cells.map((cell) => [cell]),
    ),
  ).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n'＝1+1\r\n'－1+cmd\r\n\"'\n=1\"\r\n-1.5\r\nplain\r\n")
})
