import { db } from '../../lib/db/prisma.ts'
import { newId } from '../../lib/ids.ts'

const talks = [
  {
    title: '解释注意力机制',
    question: '请用三句话解释 Transformer 的注意力机制。',
    answer:
      '注意力机制让每个词在理解自己时，按相关程度去看句子里的其他词。\n\n具体地，它把每个词映射为查询 $$q$$、键 $$k$$ 和值 $$v$$，用 $$\\mathrm{softmax}(qk^\\top/\\sqrt d)$$ 得到权重，再对值加权求和。\n\n多个头并行地做这件事，于是模型能同时关注语法、指代和语义等不同关系。',
  },
  {
    title: 'Python 读大文件',
    question: '怎样在内存有限时统计一个 50 GB CSV 每列的平均值？',
    answer:
      '逐块读取即可，不必把文件装进内存：\n\n```python\nimport pandas as pd\n\ntotal, count = None, 0\nfor chunk in pd.read_csv("big.csv", chunksize=1_000_000):\n    total = chunk.sum() if total is None else total + chunk.sum()\n    count += len(chunk)\nprint(total / count)\n```\n\n如果列中有空值，请把 `count` 换成每列的 `chunk.count()`。',
  },
  {
    title: 'Rewrite an abstract',
    question: 'Make this abstract more concise: "In this paper we present a novel approach which is able to …"',
    answer:
      'We present an approach that …\n\n- "In this paper we present a novel approach which is able to" says little that "We present" does not.\n- Name the result in the first sentence.',
  },
]

/** A few stored chats, so that the playground is not empty. */
export async function addConversations(userIds: number[]): Promise<void> {
  for (const [at, userId] of userIds.entries()) {
    const talk = talks[at % talks.length]
    if (!talk) continue
    const time = Date.now() - at * 7_200_000
    const id = newId('conversation', time)
    const question = newId('message', time)
    const message = (text: string) => [{ type: 'text', text }]
    await db().conversation.create({
      data: {
        id,
        userId,
        title: talk.title,
        model: 'deepseek-v3.2',
        createdAt: new Date(time),
        messages: {
          create: [
            { id: question, role: 'user', parts: message(talk.question), createdAt: new Date(time) },
            {
              id: newId('message', time + 1),
              parentId: question,
              role: 'assistant',
              parts: message(talk.answer),
              model: 'deepseek-v3.2',
              inputTokens: 42,
              outputTokens: 160,
              charge: 564_000n,
              ttftMs: 320,
              durationMs: 4100,
              createdAt: new Date(time + 1),
            },
          ],
        },
      },
    })
  }
}
