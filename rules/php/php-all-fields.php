<?php

// ruleid: php-all-fields
$user = User::create($request->all());
// ruleid: php-all-fields
$user->update(request()->all());
// ruleid: php-all-fields
$user->forceFill($request->input());

// ok: php-all-fields
$user = User::create($request->validated());
// ok: php-all-fields
$user->update($request->only(['name', 'email']));
// ok: php-all-fields
Log::info($request->all());
