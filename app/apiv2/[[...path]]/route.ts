import { serve } from '@/lib/gateway/serve'
import { webDoor } from '@/lib/gateway/web-door'

export const dynamic = 'force-dynamic'
const door = webDoor(serve)

export { door as DELETE, door as GET, door as HEAD, door as OPTIONS, door as PATCH, door as POST, door as PUT }
