/** A number between 0 and 1 from a seed, so that every demo is the same. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Person {
  username: string
  email: string
  /** Calls on a usual day. */
  diligence: number
  group: 'default' | 'research' | 'course'
  topUp: string
}

const names = [
  ...['chen.yutong', 'li.haoran', 'wang.zixuan', 'zhang.yichen', 'liu.siyuan', 'yang.muchen', 'zhao.ruoxi', 'huang.jiayi', 'zhou.wenbo'],
  ...['wu.tianyu', 'xu.mengqi', 'sun.kaiwen', 'ma.ruilin', 'zhu.yifan', 'hu.xinyue', 'guo.chengze', 'he.shuhan', 'gao.lingfeng'],
  '程星野',
  ...['lin.jingwen', 'luo.haitao', 'zheng.yuanyuan', 'liang.boyu', 'xie.anran', 'song.mingzhe', 'tang.kexin', 'deng.zihan', 'han.shiyi'],
  ...['feng.yuchen', '曹思远', '彭雨桐', '曾嘉木', '萧若水', '田小禾', '董明月', '潘一诺', '袁清和', '于海棠', '蒋云帆', '余知秋'],
]
const groups = ['default', 'default', 'default', 'research', 'course'] as const

export function people(random: () => number): Person[] {
  return names.map((username, at) => ({
    username,
    email: `u${String(at + 1).padStart(3, '0')}@campus.example`,
    diligence: Math.round(2 + 28 * random() ** 3),
    group: groups[at % groups.length] ?? 'default',
    topUp: ['20', '50', '100', '200'][Math.floor(random() * 4)] ?? '50',
  }))
}
