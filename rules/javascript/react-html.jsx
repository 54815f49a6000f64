import DOMPurify from "dompurify";
import { useSearchParams } from "next/navigation";

export function Greeting() {
	const params = useSearchParams();
	const name = params.get("name");
	// ruleid: react-html
	return <h1 dangerouslySetInnerHTML={{ __html: "Hello " + name }} />;
}

export default function Page({ searchParams }) {
	// ruleid: react-html
	return <div className="note" dangerouslySetInnerHTML={{ __html: searchParams.note }} />;
}

export function GreetingAsText() {
	const params = useSearchParams();
	// ok: react-html
	return <h1>Hello {params.get("name")}</h1>;
}

export function GreetingCleaned() {
	const params = useSearchParams();
	const note = DOMPurify.sanitize(params.get("note"));
	// ok: react-html
	return <div dangerouslySetInnerHTML={{ __html: note }} />;
}
