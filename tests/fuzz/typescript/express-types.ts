import express, { Request, Response, type NextFunction } from 'express';

enum Level { Low, High = 'high', Top = 1 << 2 }
declare module 'express' {
	interface Request { user?: { id: number; name: string } }
}
namespace Routes {
	export const find = async ({ query }: Request<Params>, res: Response): Promise<void> => {
		const id = query['id'] as string satisfies string;
		const rows = await db.query<Row>('SELECT * FROM t WHERE id = ' + id);
		res.json(rows);
	};
}
function isUser(x: unknown): x is User {
	return (x as User)?.id !== undefined;
}
function assertUser(x: unknown): asserts x is User;
type Handler = (req: Request, res: Response) => void | Promise<void>;
export default express().get('/', Routes.find);
export = Routes;
