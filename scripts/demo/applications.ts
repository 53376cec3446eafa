import { approveApplication } from '../../lib/applications/approve.ts'
import { commentOnApplication } from '../../lib/applications/comment.ts'
import { createApplication } from '../../lib/applications/create-application.ts'
import { askForChanges, rejectApplication } from '../../lib/applications/decide.ts'
import type { NewApplication } from '../../lib/applications/schema.ts'
import { submitApplication } from '../../lib/applications/submit-application.ts'
import { pool } from '../../lib/db/pool.ts'
import { refreshUser, userById } from '../../lib/users/users.ts'

interface Wish extends NewApplication {
  /** How it goes on after it was submitted. */
  outcome?: 'approve' | 'reject' | 'ask' | 'talk'
  hoursAgo: number
}

const wishes: Wish[] = [
  {
    purpose: '开题方向是多模态检索，需要对 12 万张校史照片生成描述并做人工评测。预计 6 周，先跑全量，再复核约 10%。',
    project: '国家自然科学基金 62476',
    supervisor: '何教授',
    rpm: 60,
    tpm: 600_000,
    hoursAgo: 2,
    outcome: 'talk',
  },
  {
    purpose: '课题组共用一个令牌，替换到期配额，主要做论文润色与代码补全。',
    project: '课题组共用',
    rpm: 120,
    weeklyTokens: 5_000_000_000,
    hoursAgo: 3,
  },
  { purpose: '毕业论文的数据清洗，把访谈记录整理成结构化表格。', project: '毕业论文', supervisor: '刘老师', hoursAgo: 20 },
  {
    purpose: '病历脱敏实验，只用校内模型。',
    project: '临床文本脱敏',
    supervisor: '陈主任',
    rpm: 30,
    weeklyTokens: 2_000_000_000,
    hoursAgo: 26,
  },
  { purpose: '《自然语言处理》课程大作业，做一个问答机器人。', project: '课程大作业', hoursAgo: 30 },
  { purpose: '双语语料标注，对照人工结果计算一致性。', project: '语料标注', hoursAgo: 75 },
  { purpose: '给实验室网站做检索问答。', project: '实验室网站', hoursAgo: 200, outcome: 'approve' },
  { purpose: '用大模型批改作文并给出修改意见。', project: '作文批改', hoursAgo: 240, outcome: 'approve' },
  { purpose: '学习。', hoursAgo: 150, outcome: 'reject' },
  { purpose: '智能体实验。', project: '智能体', rpm: 600, tpm: 2_000_000, hoursAgo: 50, outcome: 'ask' },
]

/** Writes applications of some members, in every state that operators see. */
export async function addApplications(operatorId: number, userIds: number[]): Promise<void> {
  const operator = { id: operatorId }
  await refreshUser(operatorId)
  for (const [at, { outcome, hoursAgo, ...input }] of wishes.entries()) {
    const userId = userIds[at]
    if (userId === undefined) continue
    await refreshUser(userId)
    const user = await userById(userId)
    if (!user) continue
    const by = { id: userId }
    const id = await createApplication({ user, by, input })
    await submitApplication({ user, by, id })
    if (outcome === 'talk') {
      await commentOnApplication({ id, by: operator, text: '照片里有人脸吗？' })
      await commentOnApplication({ id, userId, by, text: '已做遮挡处理。' })
    }
    if (outcome === 'approve') await approveApplication({ id, by: operator, input: {} })
    if (outcome === 'reject') await rejectApplication({ id, by: operator, text: '用途说明不够具体，请写明应用场景后再申请。' })
    if (outcome === 'ask') await askForChanges({ id, by: operator, text: '请填写导师姓名，并说明预计用量。' })
    await backdate(id, hoursAgo)
  }
}

async function backdate(id: string, hoursAgo: number): Promise<void> {
  await pool().query(
    `update applications set created_at = created_at - $2::int * interval '1 hour', submitted_at = submitted_at - $2::int * interval '1 hour',
       updated_at = updated_at - $2::int * interval '1 hour', decided_at = decided_at - $2::int * interval '1 hour' where id = $1`,
    [id, hoursAgo],
  )
  await pool().query("update application_events set time = time - $2::int * interval '1 hour' where application_id = $1", [id, hoursAgo])
}
