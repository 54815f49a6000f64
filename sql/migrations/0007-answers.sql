-- Answers of every kind: a list of small numbers, counted as in the pool,
-- "1,3" (learn/answer.h).  Before, bit i of chosen was option i as shown; its
-- option stands i-th in shown.

ALTER TABLE attempt_item ADD COLUMN answer TEXT;

UPDATE attempt_item
   SET answer = RTRIM(
       CASE WHEN (SUBSTR(shown, 1, 1) = '0' AND chosen / 1 % 2 = 1) OR
              (SUBSTR(shown, 2, 1) = '0' AND chosen / 2 % 2 = 1) OR
              (SUBSTR(shown, 3, 1) = '0' AND chosen / 4 % 2 = 1) OR
              (SUBSTR(shown, 4, 1) = '0' AND chosen / 8 % 2 = 1) OR
              (SUBSTR(shown, 5, 1) = '0' AND chosen / 16 % 2 = 1)
            THEN '0,' ELSE '' END ||
       CASE WHEN (SUBSTR(shown, 1, 1) = '1' AND chosen / 1 % 2 = 1) OR
              (SUBSTR(shown, 2, 1) = '1' AND chosen / 2 % 2 = 1) OR
              (SUBSTR(shown, 3, 1) = '1' AND chosen / 4 % 2 = 1) OR
              (SUBSTR(shown, 4, 1) = '1' AND chosen / 8 % 2 = 1) OR
              (SUBSTR(shown, 5, 1) = '1' AND chosen / 16 % 2 = 1)
            THEN '1,' ELSE '' END ||
       CASE WHEN (SUBSTR(shown, 1, 1) = '2' AND chosen / 1 % 2 = 1) OR
              (SUBSTR(shown, 2, 1) = '2' AND chosen / 2 % 2 = 1) OR
              (SUBSTR(shown, 3, 1) = '2' AND chosen / 4 % 2 = 1) OR
              (SUBSTR(shown, 4, 1) = '2' AND chosen / 8 % 2 = 1) OR
              (SUBSTR(shown, 5, 1) = '2' AND chosen / 16 % 2 = 1)
            THEN '2,' ELSE '' END ||
       CASE WHEN (SUBSTR(shown, 1, 1) = '3' AND chosen / 1 % 2 = 1) OR
              (SUBSTR(shown, 2, 1) = '3' AND chosen / 2 % 2 = 1) OR
              (SUBSTR(shown, 3, 1) = '3' AND chosen / 4 % 2 = 1) OR
              (SUBSTR(shown, 4, 1) = '3' AND chosen / 8 % 2 = 1) OR
              (SUBSTR(shown, 5, 1) = '3' AND chosen / 16 % 2 = 1)
            THEN '3,' ELSE '' END ||
       CASE WHEN (SUBSTR(shown, 1, 1) = '4' AND chosen / 1 % 2 = 1) OR
              (SUBSTR(shown, 2, 1) = '4' AND chosen / 2 % 2 = 1) OR
              (SUBSTR(shown, 3, 1) = '4' AND chosen / 4 % 2 = 1) OR
              (SUBSTR(shown, 4, 1) = '4' AND chosen / 8 % 2 = 1) OR
              (SUBSTR(shown, 5, 1) = '4' AND chosen / 16 % 2 = 1)
            THEN '4,' ELSE '' END, ',')
 WHERE chosen IS NOT NULL;

ALTER TABLE attempt_item DROP COLUMN chosen;
