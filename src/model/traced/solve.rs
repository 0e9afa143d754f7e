//! Linear systems, by elimination.

/// The solution of `rows x = right`, by Gaussian elimination with partial pivoting: the largest pivot of a
/// column, the first of equals. `None` where there is no single solution.
pub(super) fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    for column in 0..n {
        let mut pivot = column;
        for row in column..n {
            if at(&rows, row, column)?.abs() > at(&rows, pivot, column)?.abs() {
                pivot = row;
            }
        }
        rows.swap(column, pivot);
        right.swap(column, pivot);
        let (above, below) = rows.split_at_mut_checked(column + 1)?;
        let head = above.last()?.get(column..)?;
        let (first, lead) = (*head.first()?, *right.get(column)?);
        if first.abs() < f64::EPSILON {
            return None;
        }
        let rest = right.get_mut(column + 1..)?;
        for (row, right) in below.iter_mut().zip(rest) {
            let tail = row.get_mut(column..)?;
            let factor = *tail.first()? / first;
            if factor.abs() > 0.0 {
                for (cell, above) in tail.iter_mut().zip(head) {
                    *cell -= factor * above;
                }
                *right -= factor * lead;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for column in (0..n).rev() {
        let row = rows.get(column)?;
        let known = row.get(column + 1..)?.iter().zip(solution.get(column + 1..)?);
        let rest = *right.get(column)? - known.map(|(a, x)| a * x).sum::<f64>();
        *solution.get_mut(column)? = rest / row.get(column)?;
    }
    Some(solution)
}

fn at(rows: &[Vec<f64>], row: usize, column: usize) -> Option<f64> {
    rows.get(row)?.get(column).copied()
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn a_system_that_needs_its_rows_swapped_is_solved() {
        let solution =
            solve(vec![vec![0.0, 2.0, 1.0], vec![1.0, 0.0, 0.0], vec![0.0, 1.0, -1.0]], vec![7.0, 4.0, 2.0]);
        assert_eq!(solution, Some(vec![4.0, 3.0, 1.0]));
    }

    #[test]
    fn a_system_without_a_single_solution_has_none() {
        assert_eq!(solve(vec![vec![1.0, 1.0], vec![2.0, 2.0]], vec![1.0, 2.0]), None);
    }
}
