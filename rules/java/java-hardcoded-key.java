import javax.crypto.spec.SecretKeySpec;

class Keys {
	SecretKeySpec written() {
		// ruleid: java-hardcoded-key
		return new SecretKeySpec("sixteen letters!".getBytes(), "AES");
	}

	SecretKeySpec given(byte[] key) {
		// ok: java-hardcoded-key
		return new SecretKeySpec(key, "AES");
	}
}
