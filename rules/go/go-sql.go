package orders

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

type shop struct {
	db *sql.DB
}

type search struct {
	Name string `json:"name"`
}

var columns = map[string]string{"date": "created_at", "sum": "total"}

func (s *shop) list(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	query := "SELECT id FROM orders WHERE name = '" + name + "'"
	// ruleid: go-sql
	rows, err := s.db.Query(query)
	if err != nil {
		return
	}
	defer rows.Close()
	// ruleid: go-sql
	s.db.ExecContext(r.Context(), fmt.Sprintf("DELETE FROM orders WHERE id = %s", r.PathValue("id")))
}

func (s *shop) find(c *gin.Context) {
	var in search
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	// ruleid: go-sql
	s.db.QueryRow("SELECT id FROM orders WHERE name = '" + in.Name + "'")
	s.remove(c.Request.Context(), "DELETE FROM orders WHERE id = "+c.Param("id"))
}

func (s *shop) remove(ctx context.Context, statement string) error {
	// ruleid: go-sql
	_, err := s.db.ExecContext(ctx, statement)
	return err
}

func (s *shop) listSafely(w http.ResponseWriter, r *http.Request) {
	// ok: go-sql
	s.db.Query("SELECT id FROM orders WHERE name = $1", r.FormValue("name"))
	page, _ := strconv.Atoi(r.FormValue("page"))
	// ok: go-sql
	s.db.Query(fmt.Sprintf("SELECT id FROM orders LIMIT 20 OFFSET %d", page*20))
	column := columns[r.FormValue("sort")]
	// ok: go-sql
	s.db.Query("SELECT id FROM orders ORDER BY " + column)
}
