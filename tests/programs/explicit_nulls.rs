//! A program of the crate that the fixture `explicit_nulls` gives: it says `null`, and it says nothing.

use explicit_nulls::{ChangeUser, Client, FillForm, Form, Inner, ReportProblem, Settings, User, token_core::error::DocumentedError};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(url).build()?;

    let mut settings = Settings::new();
    settings.theme = Some(None);
    settings.until = Some(None);
    let mut user = User::new();
    user.name = Some(None);
    user.seen = Some(None);
    user.days = Some(Some(Vec::new()));
    user.parent = Some(Some(Box::default()));
    user.settings = Some(settings);
    let answer = client.change_user(ChangeUser::new("7", user)).await?;

    // What came goes back as it came.
    let user = answer.user.ok_or("no user")?;
    let error = client.change_user(ChangeUser::new("7", user)).await;
    let error = error.err().ok_or("no error")?;
    let problem = error.documented().ok_or("no documented error")?;
    println!("{problem:?}, {:?}", problem.message());

    let mut inner = Inner::new();
    inner.name = Some(None);
    let mut form = Form::new();
    form.inner = Some(inner);
    client.fill_form(FillForm::new("7", form)).await?;

    let mut problem = explicit_nulls::Problem::new();
    problem.message = Some(None);
    client.report_problem(ReportProblem::new(problem)).await?;
    Ok(())
}
