import java.io.File;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.multipart.MultipartFile;

class Pictures {
	void keep(MultipartFile picture) throws IOException {
		// ruleid: java-upload-name
		picture.transferTo(new File("/srv/pictures", picture.getOriginalFilename()));
	}

	void keepUnderOwnName(MultipartFile picture) throws IOException {
		// ok: java-upload-name
		picture.transferTo(new File("/srv/pictures", UUID.randomUUID() + ".png"));
	}
}
