const express = require('express')
const {requireLogin, requireRole} = require('./auth')
const notes = require('./notes')

const router = express.Router()

// ok: express-route-without-auth
router.post('/login', (req, res) => res.json(notes.session(req.body)))
// ok: express-route-without-auth
router.get('/notes', (req, res) => res.json(notes.all()))
// ok: express-route-without-auth
router.post('/notes', requireLogin, (req, res) => res.json(notes.add(req.body)))
// ok: express-route-without-auth
router.delete('/notes', requireRole('admin'), (req, res) => res.json(notes.clear()))
// ruleid: express-route-without-auth
router.delete('/notes/:id', (req, res) => res.json(notes.remove(req.params.id)))
// ok: express-route-without-auth
router.put('/notes/:id', (req, res) => {
  if (!req.user) return res.sendStatus(401)
  return res.json(notes.change(req.user, req.params.id, req.body))
})

module.exports = router
