import { NextRequest, NextResponse } from "next/server";

export async function GET(request: NextRequest) {
	const address = request.nextUrl.searchParams.get("address") as string;
	// ruleid: express-ssrf
	const answer = await fetch(address);
	return NextResponse.json({ status: answer.status });
}

export async function POST(request: Request) {
	const { host } = await request.json();
	// ruleid: express-ssrf
	const answer = await fetch(`https://${host}/status`, { method: "POST" });
	return NextResponse.json({ status: answer.status });
}

export async function PUT(request: Request) {
	const { parcel } = await request.json();
	// ok: express-ssrf
	const answer = await fetch(`https://api.north.example/parcels/${parcel}`);
	return NextResponse.json({ status: answer.status });
}

export async function DELETE(request: Request) {
	const { parcel } = await request.json();
	// ok: express-ssrf
	const answer = await fetch(`${process.env.CARRIER_URL}/parcels/${parcel}`, { method: "DELETE" });
	return NextResponse.json({ status: answer.status });
}
