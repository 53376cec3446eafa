import { pool } from '../../lib/db/pool.ts'
import { createTicket } from '../../lib/tickets/create-ticket.ts'
import type { TicketType } from '../../lib/tickets/names.ts'
import { reply } from '../../lib/tickets/reply.ts'
import { answerTicket, noteOnTicket } from '../../lib/tickets/staff/answer-ticket.ts'
import { createCanned } from '../../lib/tickets/staff/canned-replies.ts'

interface Case {
  type: TicketType
  subject: string
  content: string
  answer?: { content: string; status: 'answered' | 'waiting' | 'closed' }
  further?: string
  hoursAgo: number
}

const cases: Case[] = [
  {
    type: 'bug',
    subject: '流式输出中途断开',
    content: '昨天晚上用 deepseek-r1 跑长文本，输出到一半就停了。\n文档 https://docs.campus.example/stream 里说会续传，但没有。',
    hoursAgo: 30,
  },
  {
    type: 'billing',
    subject: '这次调用的扣费对吗？',
    content: '一次请求扣了 1.2 元，比平时贵很多，请帮忙核对。',
    answer: {
      content: '核对过了：这次请求带了约 20 万 token 的上下文，按输入单价计费，金额无误。可以在调用详情里看到逐项计算。',
      status: 'answered',
    },
    hoursAgo: 52,
  },
  {
    type: 'quota',
    subject: '课题组想提高每分钟限额',
    content: '我们有 6 位同学同时跑评测，现在的限额不够用。',
    answer: { content: '请补充课题名称、导师，以及预计每分钟的请求数。', status: 'waiting' },
    hoursAgo: 20,
  },
  {
    type: 'account',
    subject: '换了学校邮箱，怎么修改？',
    content: '旧邮箱已停用。',
    answer: { content: '在“设置 → 个人资料”中修改即可，改完会给新邮箱发确认信。', status: 'closed' },
    hoursAgo: 200,
  },
  {
    type: 'other',
    subject: '希望增加语音模型',
    content: '做字幕需要语音转文字，支持粤语更好。',
    answer: { content: '已列入计划，预计下个月上线。', status: 'answered' },
    further: '太好了，谢谢！上线后会有公告吗？',
    hoursAgo: 6,
  },
  { type: 'gpu', subject: '实例一直在启动中', content: '等了 20 分钟还没有就绪。', hoursAgo: 2 },
]

/** What users have asked, in every state, and answers that are kept. */
export async function addTickets(staffId: number, userIds: number[]): Promise<void> {
  const actor = { id: staffId }
  await createCanned({ actor, title: '请补充信息', content: '为了定位问题，请补充请求 ID、发生时间和完整的报错信息。' })
  await createCanned({ actor, title: '提高限额', content: '请在“申请”页面提交额度申请，写明用途和所需的每分钟限额，审批后自动生效。' })
  for (const [place, { answer, further, hoursAgo, ...given }] of cases.entries()) {
    const userId = userIds[place % userIds.length] ?? staffId
    const { id } = await createTicket({ userId, ...given, link: place < 2 ? await callOf(userId) : null, attachments: [] })
    if (answer) await answerTicket({ id, actor, ...answer, attachments: [] })
    if (further) await reply({ id, userId, content: further, attachments: [] })
    if (place === 0) await noteOnTicket({ id, actor, content: '该渠道当晚有过一次重启，见渠道日志。', attachments: [] })
    await pool().query(
      "update tickets set created_at = created_at - $2 * interval '1 hour', since = since - $2 * interval '1 hour', updated_at = updated_at - $2 * interval '1 hour' where id = $1",
      [id, hoursAgo],
    )
    await pool().query("update ticket_messages set created_at = created_at - $2 * interval '1 hour' where ticket_id = $1", [id, hoursAgo])
  }
}

async function callOf(userId: number): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>('select id from usage_records where user_id = $1 order by time desc limit 1', [
    userId,
  ])
  return rows[0]?.id ?? null
}
