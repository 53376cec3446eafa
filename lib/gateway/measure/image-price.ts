import type { Model, Picture, Priced, Target } from '@/lib/catalog/entries'
import { type Price, saidOfPicture } from '@/lib/catalog/price'
import { dearestImage, imagePriceOf } from '@/lib/ledger/image-price'
import type { TaskRequest } from '../generation/task'

type Drawing = Pick<TaskRequest, 'body' | 'most'>
type PricedModel = Priced & Pick<Model, 'imagePrices' | 'targets'>

/** What a request or an answer says of its pictures. */
export const pictureIn = ({ size, quality }: Record<string, unknown>): Picture => ({
  size: saidOfPicture(size),
  quality: saidOfPicture(quality),
})

export const isDescribed = ({ size, quality }: Picture): boolean => size !== null || quality !== null

/** What is asked of a target, whose own members win, also by SiliconFlow's word for the size. */
function askedOf({ body }: Drawing, { params }: Pick<Target, 'params'>): Picture {
  const { image_size: size, ...own } = params ?? {}
  return pictureIn({ ...body, ...(size !== undefined && { size }), ...own })
}

const isPriced = ({ most }: Drawing, { imagePrices }: PricedModel): boolean => most.images > 0 && imagePrices.length > 0

/** The dearest prices that the task can come to, one for each target of the model. */
export function pricesOf(task: Drawing, model: PricedModel): Price[] {
  if (!isPriced(task, model) || model.targets.length === 0) return [model.price]
  return model.targets.map((target) => dearestImage(model, askedOf(task, target)).price)
}

/** By what a task is charged that this target has done, with what was told of the pictures. */
export function pricedBy<M extends PricedModel>(
  task: Drawing,
  { model, target }: { model: M; target: Pick<Target, 'params'> },
  made: readonly Picture[],
): Priced {
  return isPriced(task, model) ? imagePriceOf(model, askedOf(task, target), made.filter(isDescribed)) : model
}
