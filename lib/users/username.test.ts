import { describe, expect, it } from 'vitest'
import { emailKey, username, usernameKey } from './username'

describe('user names', () => {
  it('are the same however they are typed', () => {
    for (const name of ['ADMIN', 'аdmin', 'adm1n', 'ａｄｍｉｎ', 'admіn', 'αdmin'])
      expect(usernameKey(name), name).toBe(usernameKey('admin'))
    expect(usernameKey('straße')).toBe(usernameKey('STRASSE'))
  })
  it('stay different where people can tell them apart', () => {
    const names = ['user1', 'user2', 'user10', 'user.1', 'user_1', '王小明', '王小朋', 'zhang3', 'zhang4']
    expect(new Set(names.map(usernameKey)).size).toBe(names.length)
  })
  it('hold neither @ nor spaces nor signs that cannot be seen', () => {
    for (const name of ['a@b.c', 'a b c', 'abc\u200b', 'abc\u202e', '<b>x</b>', '-abc', 'ab'])
      expect(username.safeParse(name).success, name).toBe(false)
    for (const name of ['abc', '张三丰', 'J.R.R-Tolkien_2', ' trimmed ']) expect(username.safeParse(name).success, name).toBe(true)
  })
  it('e-mail addresses are compared without case', () => expect(emailKey(' A@B.edu ')).toBe(emailKey('a@b.EDU')))
})
