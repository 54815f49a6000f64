<?php

$document = new DOMDocument();
// ruleid: php-xml-entities
$document->loadXML($body, LIBXML_NOENT | LIBXML_NONET);
// ruleid: php-xml-entities
$order = simplexml_load_string($body, 'SimpleXMLElement', LIBXML_DTDLOAD);
// ruleid: php-xml-entities
libxml_disable_entity_loader(false);

// ok: php-xml-entities
$document->loadXML($body, LIBXML_NONET);
// ok: php-xml-entities
$order = simplexml_load_string($body);
// ok: php-xml-entities
libxml_disable_entity_loader(true);
