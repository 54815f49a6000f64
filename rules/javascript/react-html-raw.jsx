import DOMPurify from "dompurify";

export function Comment({ comment }) {
	// ruleid: react-html-raw
	return <p dangerouslySetInnerHTML={{ __html: comment.body }} />;
}

export function Post(props) {
	// ruleid: react-html-raw
	return <article className="post" dangerouslySetInnerHTML={{ __html: props.post.html }} />;
}

export function CommentCleaned({ comment }) {
	// ok: react-html-raw
	return <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(comment.body) }} />;
}

export function CommentAsText({ comment }) {
	// ok: react-html-raw
	return <p>{comment.body}</p>;
}

export function Notice() {
	// ok: react-html-raw
	return <p dangerouslySetInnerHTML={{ __html: "Closed on <b>Sunday</b>" }} />;
}
