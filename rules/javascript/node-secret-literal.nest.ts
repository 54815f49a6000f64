import { Injectable, Module } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";
import { JwtModule } from "@nestjs/jwt";
import { PassportStrategy } from "@nestjs/passport";
import { ExtractJwt, Strategy } from "passport-jwt";

@Module({
	// ruleid: node-secret-literal
	imports: [JwtModule.register({ secret: "nest", signOptions: { expiresIn: "1h" } })],
})
export class TokenModule {}

@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy) {
	constructor(config: ConfigService) {
		super({
			jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
			// ok: node-secret-literal
			secretOrKey: config.getOrThrow<string>("TOKEN_KEY"),
		});
	}
}
