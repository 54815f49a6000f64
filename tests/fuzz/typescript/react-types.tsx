import React, { useState, type FC } from 'react';

interface Props extends React.HTMLAttributes<HTMLElement> {
	readonly html: string;
	onClose?(): void;
	[key: `data-${string}`]: unknown;
	new (a: number): Props;
}

export const Note: FC<Props> = ({ html, onClose, ...rest }) => {
	const [open, setOpen] = useState<boolean | null>(null);
	return (
		<>
			<Panel.Body<string> {...rest} aria-label="a" open={open!}>
				{open && <div dangerouslySetInnerHTML={{ __html: html }} />}
				text &amp; more
			</Panel.Body>
		</>
	);
};
