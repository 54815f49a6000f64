<?php

$name = $_FILES['photo']['name'];
// ruleid: php-upload-name
move_uploaded_file($_FILES['photo']['tmp_name'], 'uploads/' . basename($name));
// ruleid: php-upload-name
$request->file('photo')->storeAs('photos', $file->getClientOriginalName());

$endings = ['image/png' => '.png', 'image/jpeg' => '.jpg'];
$type = mime_content_type($_FILES['photo']['tmp_name']);
// ok: php-upload-name
move_uploaded_file($_FILES['photo']['tmp_name'], 'uploads/' . bin2hex(random_bytes(16)) . $endings[$type]);
// ok: php-upload-name
$request->file('photo')->storeAs('photos', hash('sha256', $file->getClientOriginalName()));
