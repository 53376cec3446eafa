import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { drawWords } from './shared-words'

const drawn = (text: string) => renderToStaticMarkup(drawWords(text))

describe('the words of a share', () => {
  it('are Markdown, with tables and code', () => {
    const html = drawn('# Title\n\n**bold**\n\n| a |\n|---|\n| 1 |\n\n```js\n1 < 2\n```\n\n- [x] done')
    for (const part of ['<h3>Title</h3>', '<strong>bold</strong>', '<td>1</td>', '1 &lt; 2', 'type="checkbox"'])
      expect(html).toContain(part)
  })

  it('show formulas without a style sheet, and leave money alone', () => {
    const html = drawn('$$\\frac{a}{b}$$ costs $5 or $6; $$\\href{javascript:alert(1)}{x}$$')
    expect(html).toContain('<mfrac>')
    expect(html).toContain('$5 or $6')
    expect(html).not.toContain('href=')
  })

  it('run nothing and load nothing, whatever they say', () => {
    const html = drawn(
      [
        '<script>alert(1)</script>',
        '<img src="https://evil.test/a.png" onerror="alert(1)">',
        '![picture](https://evil.test/b.png)',
        '![](data:image/svg+xml;base64,PHN2Zz4=)',
        '[click](javascript:alert(1))',
        '[data](data:text/html,x)',
        '[tab](java\tscript:alert(1))',
        '<iframe src="https://evil.test"></iframe>',
        '<style>body{display:none}</style>',
        '[up](/admin)',
      ].join('\n\n'),
    )
    expect(html).not.toMatch(/<(script|img|iframe|style|svg|link|object|form)\b/i)
    expect(html).not.toMatch(/\son\w+=/i)
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)).toEqual(['https://evil.test/b.png'])
  })

  it('are shown as written where drawing them would hold everybody up', () => {
    expect(drawn(`${'>'.repeat(5000)} <b>`)).toMatch(/^<p [^>]*>(?:&gt;)+ &lt;b&gt;<\/p>$/)
  })

  it('lead outside without telling where from', () => {
    expect(drawn('[x](https://a.test)')).toContain('rel="noopener noreferrer nofollow ugc"')
  })
})
