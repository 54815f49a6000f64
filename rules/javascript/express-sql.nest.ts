import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from "@nestjs/common";
import { DataSource } from "typeorm";

interface Wanted {
	name: string;
}

@Controller("customers")
export class CustomerController {
	constructor(private readonly dataSource: DataSource) {}

	@Get()
	byName(@Query("name") name: string) {
		// ruleid: express-sql
		return this.dataSource.query(`SELECT * FROM customer WHERE name = '${name}'`);
	}

	@Post("search")
	search(@Body() wanted: Wanted) {
		const customers = this.dataSource.createQueryBuilder().from("customer", "c");
		// ruleid: express-sql
		return customers.where(`c.name LIKE '%${wanted.name}%'`).getRawMany();
	}

	@Get(":id")
	byId(@Param("id", ParseIntPipe) id: number) {
		// ok: express-sql
		return this.dataSource.query(`SELECT * FROM customer WHERE id = ${id}`);
	}

	@Post("search/well")
	searchWell(@Body() wanted: Wanted) {
		const customers = this.dataSource.createQueryBuilder().from("customer", "c");
		// ok: express-sql
		return customers.where("c.name LIKE :name", { name: `%${wanted.name}%` }).getRawMany();
	}
}
