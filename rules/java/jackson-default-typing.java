import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;

class Mappers {
	ObjectMapper old() {
		ObjectMapper mapper = new ObjectMapper();
		// ruleid: jackson-default-typing
		mapper.enableDefaultTyping();
		return mapper;
	}

	ObjectMapper any() {
		ObjectMapper mapper = new ObjectMapper();
		// ruleid: jackson-default-typing
		mapper.activateDefaultTyping(LaissezFaireSubTypeValidator.instance);
		return mapper;
	}

	ObjectMapper own() {
		ObjectMapper mapper = new ObjectMapper();
		PolymorphicTypeValidator own =
				BasicPolymorphicTypeValidator.builder().allowIfSubType("shop.model.").build();
		// ok: jackson-default-typing
		mapper.activateDefaultTyping(own);
		return mapper;
	}
}
