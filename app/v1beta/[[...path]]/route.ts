import { webDoor } from '@/lib/gateway/doors/web-door'
import { serve } from '@/lib/gateway/serve'

export const dynamic = 'force-dynamic'
const door = webDoor(serve)

export { door as DELETE, door as GET, door as HEAD, door as OPTIONS, door as PATCH, door as POST, door as PUT }
