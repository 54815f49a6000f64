import xml.sax
import xml.sax.handler

from lxml import etree


def read(path):
    # ruleid: xml-entities
    parser = etree.XMLParser(resolve_entities=True)
    return etree.parse(path, parser)


def read_far(path):
    # ruleid: xml-entities
    return etree.parse(path, etree.XMLParser(load_dtd=True, no_network=False))


def events(path, handler):
    parser = xml.sax.make_parser()
    # ruleid: xml-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.parse(path)


def read_well(path):
    # ok: xml-entities
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(path, parser)


def events_well(path, handler):
    parser = xml.sax.make_parser()
    # ok: xml-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.parse(path)
