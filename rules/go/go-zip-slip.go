package backup

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
)

func unpack(archive *zip.Reader, folder string) error {
	for _, file := range archive.File {
		path := filepath.Join(folder, file.Name)
		// ruleid: go-zip-slip
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		out.Close()
	}
	return nil
}

func unpackTar(archive *tar.Reader, folder string) error {
	for {
		header, err := archive.Next()
		if err != nil {
			return err
		}
		// ruleid: go-zip-slip
		os.MkdirAll(filepath.Join(folder, header.Name), 0o755)
	}
}

func unpackSafely(archive *zip.Reader, folder string) error {
	for _, file := range archive.File {
		if !filepath.IsLocal(file.Name) {
			return errors.New("a name leads out of the folder")
		}
		// ok: go-zip-slip
		out, err := os.Create(filepath.Join(folder, file.Name))
		if err != nil {
			return err
		}
		out.Close()
	}
	return nil
}

func unpackFlat(archive *zip.Reader, folder string) error {
	for _, file := range archive.File {
		// ok: go-zip-slip
		out, err := os.Create(filepath.Join(folder, filepath.Base(file.Name)))
		if err != nil {
			return err
		}
		out.Close()
	}
	return nil
}
