import { Component, Input } from '@angular/core';
import type { SafeHtml } from '@angular/platform-browser';
import fs = require('node:fs');

@Component({ selector: 'app-note', template: '<p [innerHTML]="html"></p>' })
export class NoteComponent<T extends object = {}> extends Base<T> implements OnInit {
	@Input() public readonly note?: string;
	private static count = 0;
	declare html: SafeHtml;

	constructor(private readonly sanitizer: DomSanitizer, @Inject(TOKEN) token?: Token) {
		super();
	}

	@HostListener('click', ['$event'])
	async ngOnInit(): Promise<void> {
		this.html = this.sanitizer.bypassSecurityTrustHtml(this.note!);
		(<Window>window).open(`/n/${this.note}` as string);
	}

	get size(): number { return this.items.length; }
	abstract make<K extends keyof T>(key: K, ...rest: T[K][]): T[K] | null;
}
